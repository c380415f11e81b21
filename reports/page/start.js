// With script the page shows one function and format at a time, and what it shows can be explored. Where that fails,
// everything stands there at once, as without script, and the console has the reason.
(async () => {
  const page = await load_page();
  const state = make_state();
  start_selectors(page, state);
  start_pareto(page, state);
  start_recommender(page, state);
  await start_explorer(page, state);
  state.show_section();
  performance.mark('ready');
  document.documentElement.dataset.ready = '1';
})().catch((error) => {
  give_up();
  throw error;
});
