function start_pareto(page, state) {}
