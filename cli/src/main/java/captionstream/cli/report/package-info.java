/** The files of a finished run. */
@NullMarked
package captionstream.cli.report;

import org.jspecify.annotations.NullMarked;
