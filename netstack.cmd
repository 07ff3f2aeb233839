@echo off
rem Builds netstack when its sources have changed (quietly), then runs it. The same as ./netstack, for Windows.
setlocal
set "ROOT=%~dp0"
set "PROGRAM=%ROOT%.build\netstack\NetStack.Cli.exe"
set "LOG=%ROOT%.build\build.log"
where dotnet >nul 2>nul || (
    echo netstack: the .NET 10 SDK is missing; install it from https://dot.net/download and run this again 1>&2
    exit /b 4
)
rem Stale when a source is newer than the program: robocopy and friends cannot compare with one file, PowerShell can.
powershell -NoProfile -Command "$p = Get-Item -ErrorAction SilentlyContinue $env:PROGRAM; if (-not $p) { exit 1 }; $n = Get-ChildItem -Recurse -File (Join-Path $env:ROOT 'src') | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' -and $_.LastWriteTime -gt $p.LastWriteTime } | Select-Object -First 1; if ($n) { exit 1 }"
if not errorlevel 1 goto run
if not exist "%ROOT%.build" mkdir "%ROOT%.build"
dotnet publish "%ROOT%src\Stack.Cli" --nologo -v quiet -c Release --artifacts-path "%ROOT%.build\artifacts" -o "%ROOT%.build\netstack" --use-current-runtime --self-contained false -p:PublishReadyToRun=true >"%LOG%" 2>&1
if errorlevel 1 dotnet publish "%ROOT%src\Stack.Cli" --nologo -v quiet -c Release --artifacts-path "%ROOT%.build\artifacts" -o "%ROOT%.build\netstack" >"%LOG%" 2>&1
if errorlevel 1 (
    findstr /c:" error " "%LOG%" 1>&2
    echo netstack: it does not build; the whole log is %LOG% 1>&2
    exit /b 5
)
powershell -NoProfile -Command "(Get-Item $env:PROGRAM).LastWriteTime = Get-Date"
:run
"%PROGRAM%" %*
exit /b %errorlevel%
