"""Small invented portals, one in the shape of each platform, whose right reading is known."""
