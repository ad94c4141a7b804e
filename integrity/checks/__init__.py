"""What stands against a record; stored lists, incidents, gifts and declarations in the form that is judged."""
