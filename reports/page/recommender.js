function start_recommender(page, state) {}
