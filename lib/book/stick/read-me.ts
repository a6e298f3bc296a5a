/** The page beside the starts: how the book starts, and what to do where it does not. */
export const readMe = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>How this book starts · captionlab</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
</style>
</head>
<body>
<main>
<h1>How this book starts</h1>
<ul>
<li>Windows: a double click on <b>Start on Windows.cmd</b>. Where Windows warns of an unknown program, choose <i>More info</i>, then <i>Run anyway</i>.</li>
<li>macOS: a double click on <b>Start on macOS.command</b>. Where macOS refuses it, type <kbd>sh</kbd> and a space in Terminal, drag the file there, and press Enter.</li>
<li>Linux: a double click on <b>Start on Linux.sh</b>, and <i>Run</i>. Where it opens as text, open a terminal in this folder and type <kbd>sh "Start on Linux.sh"</kbd>.</li>
</ul>
<p>A window opens and stays open: it gives the book to this machine's browser, and to no other machine. Nothing is installed. What you change in a notebook is kept by the browser of this machine and not on the stick: take a notebook along by <i>File → Download</i>.</p>
<h2>Why not simply open the page?</h2>
<p>You can, to read and to search: <a href="book/index.html">open the book from the disk</a>. But a browser starts no programs from a disk, and the notebooks are programs. So a small server has to bring them, which runs in Node.js or in Python 3, whichever the machine has.</p>
<h2>The window says that neither is here</h2>
<ul>
<li>Ask whoever looks after the machine for <a href="https://www.python.org/downloads/">Python 3</a> or <a href="https://nodejs.org/">Node.js</a>. Both can be had without an administrator's rights.</li>
<li>Or have the folder <b>book</b> copied to any web server of the school: it needs nothing but files.</li>
</ul>
</main>
</body>
</html>
`;
