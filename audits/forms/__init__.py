"""What is typed of audits, proposals and plans; what may not be is decided by the services."""
