"""Reading handovers: lists, who takes over, and what the product knows of a post on the day it is left."""
