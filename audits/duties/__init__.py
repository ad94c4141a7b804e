"""What calls for an audit as of a day."""
