"""Who is away and who stands in: seen, recorded, ended, and the work handed over."""
