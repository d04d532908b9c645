"""Results kept as Parquet, so that only what is new has to be read."""
