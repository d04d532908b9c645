"""Live probes: what this network lets through now, by the checker's five methods, in the rows of a result."""
