"""The regulation as data: plain Python that a lawyer can read and no framework can bend."""
