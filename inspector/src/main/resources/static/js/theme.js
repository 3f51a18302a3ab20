// Before anything is painted: the theme that was chosen here last, if one was.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* a browser that keeps nothing follows its system */ }
