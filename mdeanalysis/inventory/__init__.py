"""The list of devices that are expected: read whatever its layout, joined with what was received, and counted."""
