"""What is known beforehand: endpoints, status and error codes, event ids, Windows releases, advice."""
