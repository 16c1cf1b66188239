"""How well series other than the article's waves are learnt: three data sets, five trainings each."""
