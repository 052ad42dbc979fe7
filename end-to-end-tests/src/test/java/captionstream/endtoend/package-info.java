/** The whole pipeline on a real broker, and the rules of the house. */
@NullMarked
package captionstream.endtoend;

import org.jspecify.annotations.NullMarked;
