/** The command line: {@link captionstream.cli.Main} and the commands below it. */
@NullMarked
package captionstream.cli;

import org.jspecify.annotations.NullMarked;
