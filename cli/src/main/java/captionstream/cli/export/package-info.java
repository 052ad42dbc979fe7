/** Captions chosen from the topic and written as files to train models on. */
@NullMarked
package captionstream.cli.export;

import org.jspecify.annotations.NullMarked;
