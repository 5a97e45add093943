#version 330 core
// A picture under the points of the latent map: four corners of a rectangle, made from their number.
uniform vec4 corners;  // left, top, right, bottom in clip units
uniform vec4 part;     // of the texture: left, top, right, bottom

out vec2 place;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    place = mix(part.xy, part.zw, corner);
    gl_Position = vec4(mix(corners.xy, corners.zw, corner), 0.0, 1.0);
}
