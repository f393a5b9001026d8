package web

import (
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/fact"
)

var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// static serves the embedded assets. They change only with the binary, so a
// browser asks again by ETag.
func (s *Server) static(c *fiber.Ctx) error {
	name := path.Clean(c.Params("*"))
	b, err := files.ReadFile("static/" + name)
	media, ok := mediaTypes[path.Ext(name)]
	if err != nil || !ok || strings.Contains(name, "..") {
		return fiber.ErrNotFound
	}
	tag := `"` + string(fact.Sum(b))[:20] + `"`
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderCacheControl, "public, max-age=600")
	if c.Get(fiber.HeaderIfNoneMatch) == tag {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, media)
	return c.Send(b)
}
