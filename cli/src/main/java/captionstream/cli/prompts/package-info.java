/** Choosing the prompts that images are captioned with. */
@NullMarked
package captionstream.cli.prompts;

import org.jspecify.annotations.NullMarked;
