/** Publishing image events. */
@NullMarked
package captionstream.cli.publish;

import org.jspecify.annotations.NullMarked;
