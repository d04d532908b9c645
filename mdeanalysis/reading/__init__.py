"""From pieces of the inputs to raw tables: in this process, or in several at once."""
