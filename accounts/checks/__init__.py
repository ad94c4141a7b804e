"""What is checked of a password before it is taken."""
