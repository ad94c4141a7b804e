"""What the accounts' pages say."""
