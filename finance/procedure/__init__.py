"""How money is spent and things are bought, judged in documented forms. No database."""
