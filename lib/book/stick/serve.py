"""Serves the book's folder to this machine alone, and opens it: what serve.cjs does where Node.js is."""

import http.server
import os
import re
import shutil
import sys
import urllib.parse
import urllib.request
import webbrowser

BOOK = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "book"))

# The same at each start, where it is free: a browser keeps a reader's work by the address.
PORT = 8420

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".webmanifest": "application/json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def file_of(url):
    """The file that an address names, if it is one of the book."""
    path = urllib.parse.unquote(re.sub(r"[?#].*$", "", url))
    if path.endswith("/"):
        path += "index.html"
    try:
        file = os.path.realpath(os.path.join(BOOK, path.lstrip("/")))
    except ValueError:
        return None
    return file if file.startswith(BOOK + os.sep) and os.path.isfile(file) else None


class Answer(http.server.BaseHTTPRequestHandler):
    def refuse(self, status, why):
        text = (why + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        # A page of another name would be another site's, which found its way to this address.
        if not re.fullmatch(r"(127\.0\.0\.1|localhost)(:\d+)?", self.headers.get("Host", "")):
            return self.refuse(403, "This book is for this machine alone.")
        file = file_of(self.path)
        if file is None:
            return self.refuse(404, "There is no such file.")
        with open(file, "rb") as opened:
            self.send_response(200)
            ending = os.path.splitext(file)[1]
            self.send_header("Content-Type", TYPES.get(ending, "application/octet-stream"))
            self.send_header("Content-Length", str(os.path.getsize(file)))
            self.send_header("Cache-Control", "no-cache")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            shutil.copyfileobj(opened, self.wfile)

    def do_POST(self):
        self.refuse(405, "The book is only read.")

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    # On Windows, reuse would let two programs have one port.
    allow_reuse_address = os.name != "nt"
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a browser that went away


def is_served(address):
    """Whether this very book is at an address already: the start was clicked twice."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with open(os.path.join(BOOK, "service-worker.js"), "rb") as own:
            return direct.open(address + "service-worker.js", timeout=2).read() == own.read()
    except OSError:
        return False


def started():
    try:
        return Server(("127.0.0.1", PORT), Answer)
    except OSError:
        return Server(("127.0.0.1", 0), Answer)


def main():
    usual = f"http://127.0.0.1:{PORT}/"
    server = None if is_served(usual) else started()
    address = f"http://127.0.0.1:{server.server_address[1]}/" if server else usual
    print(f"The book is at {address}")
    if server is None:
        print("It was started before: that window has to stay open.")
    else:
        print("Leave this window open while you read. Close it to end.")
    if address != usual:
        print(f"Work done at {usual} is not seen at this address.")
    sys.stdout.flush()
    if "--no-browser" not in sys.argv:
        webbrowser.open(address)
    if server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


main()
