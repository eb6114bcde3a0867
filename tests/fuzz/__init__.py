"""Bad pages: forged ones, broken in known ways, and giants; and what must hold of whatever is read there."""
