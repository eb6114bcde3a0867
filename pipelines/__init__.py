"""What happens to an article after it was read: check, version, publish."""
