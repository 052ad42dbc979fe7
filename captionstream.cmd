@echo off
rem Runs captionstream on Windows, building it first when the jar is missing or older than the sources.
setlocal
set "HOME_DIR=%~dp0"
set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\cli\target\captionstream.jar"
set "STAMP=%HOME_DIR%\cli\target\.built"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

"%JAVA%" -version >nul 2>nul
if errorlevel 1 (
  echo captionstream: Java is not installed. Install a JDK, version 17 or later, or set JAVA_HOME 1>&2
  exit /b 3
)

powershell -NoProfile -Command "$s = Get-Item -Force '%STAMP%' -ErrorAction Ignore; if (-not $s -or -not (Test-Path '%JAR%')) { exit 1 }; $m = 'schemas','topology','inference-worker','dashboard','local','cli' | ForEach-Object { '%HOME_DIR%\' + $_ + '\src\main'; '%HOME_DIR%\' + $_ + '\pom.xml' }; if (Get-ChildItem -Recurse -File ($m + '%HOME_DIR%\pom.xml') | Where-Object { $_.LastWriteTime -gt $s.LastWriteTime } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run

where mvn >nul 2>nul
if errorlevel 1 (
  echo captionstream: Maven is not installed, and captionstream must be built. Install Maven 3.8 or later 1>&2
  exit /b 3
)
echo captionstream: building. The first build downloads libraries and takes a few minutes. 1>&2
pushd "%HOME_DIR%"
call mvn -q -B -Dmaven.test.skip=true -pl cli -am package 1>&2
if errorlevel 1 (
  popd
  echo captionstream: The build failed, see above. Nothing was started 1>&2
  exit /b 3
)
popd
type nul > "%STAMP%"

:run
"%JAVA%" -Xmx1g "-Dcaptionstream.home=%HOME_DIR%" %CAPTIONSTREAM_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
