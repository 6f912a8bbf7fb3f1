"""What we ask. Each folder is one survey; nothing here knows how it is shown or stored."""
