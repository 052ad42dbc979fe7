/** Results as they arrive, one line each. */
@NullMarked
package captionstream.cli.watch;

import org.jspecify.annotations.NullMarked;
