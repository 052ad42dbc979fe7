/** Tables of comma-separated values, read and written. */
@NullMarked
package captionstream.cli.csv;

import org.jspecify.annotations.NullMarked;
