function start_selectors(page, state) {}
