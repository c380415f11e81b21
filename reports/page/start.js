// With script the page shows one function and format at a time, and what it shows can be explored. Without it,
// or in a browser too old to decode the data, everything stands there at once.
(async () => {
  if (typeof DecompressionStream === 'undefined') {
    document.documentElement.classList.remove('js');
    return;
  }
  const page = await load_page();
  const state = make_state();
  start_selectors(page, state);
  start_pareto(page, state);
  start_recommender(page, state);
  await start_explorer(page, state);
  state.show_section();
  performance.mark('ready');
  document.documentElement.dataset.ready = '1';
})();
