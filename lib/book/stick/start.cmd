@echo off
rem Starts the book by Node.js or by Python 3, whichever is here, or shows what to do where neither is.
title The book
cd /d "%~dp0"
node -e "require('node:http')" >nul 2>nul && (
  node server\serve.cjs %*
  goto end
)
for %%p in ("py -3" "python" "python3") do (
  %%~p -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul && (
    %%~p server\serve.py %*
    goto end
  )
)
echo Neither Node.js nor Python 3 is here: see "Read me.html".
start "" "Read me.html"
:end
pause
