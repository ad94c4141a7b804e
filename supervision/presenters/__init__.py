"""What every power shows in one way: what waits for a person, and where the facts of a finding stand."""
