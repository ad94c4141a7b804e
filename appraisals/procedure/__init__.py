"""How an appraisal is judged: its days, its result, what is missing in it. Without the database."""
