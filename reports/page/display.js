// Figures as tables print them: the same texts as reports/display.cpp.
