/** How records are written as JSON. */
@NullMarked
package captionstream.schemas.json;

import org.jspecify.annotations.NullMarked;
