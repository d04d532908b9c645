"""Endpoint lists of others: what they say, and what that changes in the catalogue."""
