"""Year-end appraisals as their pages show them."""
