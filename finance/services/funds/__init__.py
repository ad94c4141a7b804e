"""Writing down uses of funds, budgets, self-checks and off-book money, and keeping the register of findings true to them."""
