"""What pages of the organisation show."""
