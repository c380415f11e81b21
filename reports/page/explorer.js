function start_explorer(page, state) {}
