/** Dead letters back to where they came from, each once. */
@NullMarked
package captionstream.cli.replay;

import org.jspecify.annotations.NullMarked;
