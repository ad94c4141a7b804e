"""Evidence (存证): what was written is noted by PostgreSQL itself, sealed in batches, and proved without trusting the product.

`tables` says which tables, `triggers` notes every change of a row (its hash, never its content), `sealing` takes the notes into a Merkle tree whose
roots are chained, `verifying` finds what does not fit, `proving` proves one record to somebody who has nothing but a root. docs/evidence.md
"""
