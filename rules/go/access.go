package main

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/mux"
	"github.com/gorilla/sessions"
	"github.com/gorilla/websocket"
	"gorm.io/gorm"
)

var db *gorm.DB

type order struct {
	ID     uint
	UserID uint
	Note   string
}

type server struct{ db *gorm.DB }

func routes() {
	router := gin.Default()
	// ruleid: route-without-authentication
	router.DELETE("/orders/:id", remove)
	// ruleid: route-without-authentication
	router.POST("/orders", create)
	// ok: route-without-authentication
	router.GET("/orders/:id", show)
	// ok: route-without-authentication
	router.POST("/orders", requireUser, create)
	// ok: route-without-authentication
	// ruleid: login-without-rate-limit
	router.POST("/login", login)
	users := router.Group("/", requireUser)
	// ok: route-without-authentication
	users.PUT("/orders/:id", update)
}

func guarded() {
	router := gin.New()
	router.Use(requireUser)
	// ok: route-without-authentication
	router.DELETE("/orders/:id", remove)
	// ok: login-without-rate-limit
	router.POST("/login", limitTries, login)
	// ok: login-without-rate-limit
	router.POST("/orders", create)
}

func muxes() {
	router := mux.NewRouter()
	// ruleid: route-without-authentication
	router.HandleFunc("/orders", nil).Methods("POST")
	// ruleid: login-without-rate-limit
	router.HandleFunc("/api/v1/signin", handle)
	// ok: login-without-rate-limit
	router.HandleFunc("/help/login-trouble", handle)
	// ruleid: login-without-rate-limit
	http.HandleFunc("POST /login", handle)
}

func limited() {
	router := gin.New()
	router.Use(rateLimiter())
	// ok: login-without-rate-limit
	router.POST("/login", login)
}

func handle(w http.ResponseWriter, r *http.Request) {}
func rateLimiter() gin.HandlerFunc                 { return nil }
func requireUser(c *gin.Context)                   {}
func limitTries(c *gin.Context)                    {}
func login(c *gin.Context)                         {}

func show(c *gin.Context) {
	var o order
	// ruleid: record-by-id-without-owner
	db.First(&o, c.Param("id"))
	c.JSON(200, o)
}

func remove(c *gin.Context) {
	id := c.Param("id")
	// ruleid: record-by-id-without-owner
	db.Delete(&order{}, id)
	c.Status(204)
}

func (s *server) showFiber(c *fiber.Ctx) error {
	var o order
	id, err := strconv.Atoi(c.Params("id"))
	if err != nil {
		return err
	}
	// ruleid: record-by-id-without-owner
	if err := s.db.Where("id = ?", id).First(&o).Error; err != nil {
		return err
	}
	return c.JSON(o)
}

func showOwn(c *gin.Context) {
	var o order
	// ok: record-by-id-without-owner
	db.First(&o, c.Param("id"))
	if o.UserID != c.GetUint("user") {
		c.Status(404)
		return
	}
	c.JSON(200, o)
}

func showOwnQuery(c *gin.Context) {
	var o order
	// ok: record-by-id-without-owner
	db.Where("id = ? AND user_id = ?", c.Param("id"), c.GetUint("user")).First(&o)
	c.JSON(200, o)
}

func first(c *gin.Context) {
	var o order
	// ok: record-by-id-without-owner
	db.First(&o, 1)
	c.JSON(200, o)
}

func create(c *gin.Context) {
	var o order
	if err := c.ShouldBindJSON(&o); err != nil {
		c.Status(400)
		return
	}
	// ruleid: mass-assignment
	db.Create(&o)
}

func update(c *gin.Context) {
	var o order
	db.Where("id = ? AND user_id = ?", c.Param("id"), c.GetUint("user")).First(&o)
	c.BindJSON(&o)
	// ruleid: mass-assignment
	db.Save(&o)
}

func (s *server) updateHTTP(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	// ruleid: mass-assignment
	s.db.Model(&order{}).Updates(&o)
}

func updateForm(c *gin.Context) {
	var form struct{ Note string }
	if err := c.ShouldBindJSON(&form); err != nil {
		return
	}
	o := order{Note: form.Note}
	// ok: mass-assignment
	db.Create(&o)
}

func updateChosen(c *gin.Context) {
	var o order
	c.BindJSON(&o)
	// ok: mass-assignment
	db.Model(&o).Select("Note").Updates(&o)
}

func count(c *gin.Context) {
	var o order
	db.First(&o, 1)
	o.Note = "seen"
	// ok: mass-assignment
	db.Save(&o)
}

func stores(key []byte) {
	// ruleid: session-without-csrf-protection
	a := sessions.NewCookieStore(key)
	// ruleid: session-without-csrf-protection
	b := sessions.NewFilesystemStore("", key)
	b.MaxAge(60)
	a.MaxAge(60)
}

// ruleid: session-without-csrf-protection
var shared = sessions.NewCookieStore([]byte{1})

func storesSame(key []byte) {
	// ok: session-without-csrf-protection
	a := sessions.NewCookieStore(key)
	a.Options.SameSite = http.SameSiteLaxMode
	// ok: session-without-csrf-protection
	b := sessions.NewFilesystemStore("", key)
	b.Options = &sessions.Options{HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode}
}

func storesChecked(key []byte, mux http.Handler) {
	// ok: session-without-csrf-protection
	a := sessions.NewCookieStore(key)
	a.MaxAge(60)
	handler := http.NewCrossOriginProtection().Handler(mux)
	http.ListenAndServe("localhost:80", handler)
}

var upgrader = websocket.Upgrader{}

func events(w http.ResponseWriter, r *http.Request) {
	// ruleid: websocket-without-authentication
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	conn.WriteMessage(websocket.TextMessage, []byte("hello"))
}

type hub struct{ up websocket.Upgrader }

func (h *hub) serve(w http.ResponseWriter, r *http.Request) {
	// ruleid: websocket-without-authentication
	conn, _ := h.up.Upgrade(w, r, nil)
	conn.Close()
}

func ginEvents(c *gin.Context) {
	// ruleid: websocket-without-authentication
	conn, _ := upgrader.Upgrade(c.Writer, c.Request, nil)
	conn.Close()
}

func ownEvents(w http.ResponseWriter, r *http.Request) {
	if userOf(r) == "" {
		http.Error(w, "log in", http.StatusUnauthorized)
		return
	}
	// ok: websocket-without-authentication
	conn, _ := upgrader.Upgrade(w, r, nil)
	conn.Close()
}

func (h *hub) own(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("session"); err != nil {
		return
	}
	// ok: websocket-without-authentication
	conn, _ := h.up.Upgrade(w, r, nil)
	conn.Close()
}

func ginOwn(c *gin.Context) {
	if c.Query("ticket") != "" {
		// ok: websocket-without-authentication
		conn, _ := upgrader.Upgrade(c.Writer, c.Request, nil)
		conn.Close()
	}
}

func userOf(r *http.Request) string { return r.Header.Get("X-User") }
