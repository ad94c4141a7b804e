"""What is typed of complaints, in public and by officers."""
