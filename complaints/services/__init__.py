"""Use cases of complaints, by noun: keys, intake, answers, handling."""
