/** What every command says and how: streams, colours, progress, error lines, exit codes. */
@NullMarked
package captionstream.cli.console;

import org.jspecify.annotations.NullMarked;
