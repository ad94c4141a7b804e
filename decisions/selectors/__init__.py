"""Reading matters, meetings and what was decided; always through the policies where a user asks."""
