"""Names for invented students. No pool holds a first name of the cast, so no other student can
carry the name of one of them."""

RACES = {
    "White": 0.36,
    "Hispanic or Latino": 0.30,
    "Black or African American": 0.19,
    "Asian": 0.08,
    "Two or more races": 0.05,
    "American Indian or Alaska Native": 0.014,
    "Native Hawaiian or Pacific Islander": 0.006,
}
"""Shares in a school like the average of the district."""

GIRLS = {
    "White": "Abigail Anna Audrey Brooke Caroline Charlotte Claire Daria Eleanor Ella Emma Grace "
    "Hannah Harper Hazel Ivy Josephine Kate Katya Leah Lena Lily Lucy Madeline Molly Nora Olivia "
    "Paige Quinn Ruby Sadie Sophie Stella Tessa Violet Willa",
    "Hispanic or Latino": "Adriana Alejandra Alma Ana Beatriz Camila Carmen Catalina Daniela Elena "
    "Esperanza Fernanda Gabriela Guadalupe Isabel Itzel Jimena Karla Leticia Lucia Luz Marisol "
    "Mariana Natalia Paloma Paola Pilar Renata Rocio Sofia Valentina Valeria Ximena Yesenia",
    "Black or African American": "Aaliyah Abena Amara Ayanna Brianna Candace Dominique Ebony "
    "Fatou Gabrielle Halima Imani Jada Jasmine Kayla Kiara Layla Makeda Maya Naomi Nia Nyla "
    "Raven Safiya Serenity Simone Tamika Tiana Trinity Zainab Zaria Zoe",
    "Asian": "Aiko Anh Anjali Bao Chau Divya Emiko Fatima Grace Hana Hoa Isha Jia Kavya Keiko "
    "Kiran Lan Linh Mai Meera Mei Mina Nari Neha Ngoc Noor Priya Rina Sakura Sana Thao Trinh "
    "Wen Xiu Yuki",
    "American Indian or Alaska Native": "Aiyana Catori Cheyenne Dakota Halona Kaya Leona Mika "
    "Nizhoni Sequoia Shania Tallulah Talulah Winona",
    "Native Hawaiian or Pacific Islander": "Alana Kailani Kalea Lani Leilani Luana Malia Mele "
    "Moana Noelani Sina Talia",
}
BOYS = {
    "White": "Andrew Asher Bennett Caleb Charles Cole Connor Daniel Dmitri Eli Elliott Ethan Evan "
    "Finn Gavin George Graham Henry Hudson Ian Isaac Jack Jacob Joel Leo Liam Lucas Max Nathan "
    "Noah Oliver Patrick Reid Samuel Simon Theo Thomas Wesley William Wyatt",
    "Hispanic or Latino": "Adrian Alejandro Andres Angel Carlos Cesar Cristian Diego Eduardo "
    "Emilio Enrique Esteban Felipe Fernando Gael Hector Ivan Javier Joaquin Jorge Jose Juan Julio "
    "Leonel Luis Manuel Mateo Miguel Oscar Pablo Rafael Ramon Ricardo Santiago Sergio Tomas",
    "Black or African American": "Abdi Andre Antwan Bilal Cedric Chidi Damon Darius Demetrius "
    "DeShawn Elijah Emeka Hassan Isaiah Jabari Jalen Jamal Jaylen Kareem Kofi Kwame Lamar Malik "
    "Micah Mohamed Omari Rashad Samir Terrence Tyrone Xavier Yusef Zaire Zion",
    "Asian": "Akira Aditya Arjun Binh Chen Dat Dev Duc Eric Haruto Hiro Jin Jun Kai Kenji Khoa "
    "Kunal Liang Long Minh Nam Nikhil Omar Phong Quang Ravi Rohan Ryu Sanjay Tae Tuan Vikram "
    "Wei Yong Zhi",
    "American Indian or Alaska Native": "Ahanu Chayton Dyami Elan Hakan Kele Koda Nakai Paytah "
    "Takoda Tate Wes",
    "Native Hawaiian or Pacific Islander": "Ikaika Kaleo Kana Keoni Koa Makoa Manu Nalu Sefa Sione "
    "Tavita Tane",
}
FAMILIES = {
    "White": "Adams Anderson Baker Bauer Becker Bennett Brennan Burke Callahan Carlson Clark Cohen "
    "Cooper Davies Donnelly Dunn Ellis Evans Fischer Foster Fraser Gallagher Hansen Harding "
    "Hoffman Hughes Ivanov Jansen Kaplan Keller Kovacs Larsen Lindqvist MacDonald Meyer Miller "
    "Moretti Murphy Nelson Novak O'Brien O'Connor Olson Palmer Petrov Quigley Reed Rossi "
    "Schneider Shaw Sorensen Sullivan Taylor Thompson Turner Vance Wagner Walsh Weber Wilson",
    "Hispanic or Latino": "Acosta Aguilar Alvarez Arroyo Barrera Bautista Cabrera Calderon "
    "Cardenas Castillo Cervantes Chavez Contreras Cruz Dominguez Escobar Espinoza Estrada Fuentes "
    "Galvan Garcia Gomez Gonzalez Guerrero Gutierrez Hernandez Herrera Ibarra Jimenez Juarez "
    "Lozano Marquez Martinez Medina Mejia Mendoza Molina Montoya Morales Navarro Nuñez Ochoa "
    "Orozco Ortega Padilla Pineda Ramirez Reyes Rivera Robles Rojas Salazar Sandoval Santos "
    "Solis Soto Torres Valdez Vargas Velasquez Villanueva Zamora Zepeda",
    "Black or African American": "Abdullahi Adeyemi Agyeman Banks Baptiste Bello Boateng Booker "
    "Brooks Coleman Crawford Daniels Desir Diallo Dixon Douglas Freeman Gaines Gibson Glover "
    "Hassan Hayes Henderson Holmes Jackson Jean-Louis Johnson Jordan Joseph Kamara Lewis Mensah "
    "Mitchell Mohamud Moore Nwosu Okafor Okeke Owusu Parker Pierre Porter Randolph Robinson "
    "Sesay Simmons Tate Traore Tucker Underwood Walker Warsame Washington Watkins Wright",
    "Asian": "Ahmed Bui Chan Chang Chaudhry Chen Cho Choi Dang Das Desai Dinh Do Gupta Hoang Hong "
    "Huang Huynh Ito Iyer Kaur Khan Kim Kumar Lam Lee Li Lim Lin Liu Mehta Mori Nakamura Nguyen "
    "Ong Park Patel Pham Phan Qureshi Rahman Rao Reddy Sato Shah Sharma Singh Suzuki Tanaka Thao "
    "Vang Vo Wang Watanabe Wong Wu Xiong Yamamoto Yang Zhang",
    "American Indian or Alaska Native": "Begay Benally Bird Blackwater Deerfield Etsitty Greyeyes "
    "Hawk Littlefeather Manygoats Nez Redcloud Tsosie Whitehorse Yazzie",
    "Native Hawaiian or Pacific Islander": "Fa'asavalu Kahale Kalani Kamaka Kealoha Leota Makoa "
    "Mahelona Nakoa Palakiko Taufa Tuiasosopo Vea",
}

# Home languages beside English, and what part of the students speaks each.
LANGUAGES = {
    "White": {"Russian": 0.02, "Ukrainian": 0.02, "Arabic": 0.03},
    "Hispanic or Latino": {"Spanish": 0.52, "Portuguese": 0.03},
    "Black or African American": {"Somali": 0.05, "Haitian Creole": 0.04, "French": 0.02},
    "Asian": {"Vietnamese": 0.18, "Mandarin": 0.14, "Hmong": 0.08, "Urdu": 0.07, "Korean": 0.05},
    "Two or more races": {"Spanish": 0.05},
    "American Indian or Alaska Native": {"Navajo": 0.10},
    "Native Hawaiian or Pacific Islander": {"Samoan": 0.12},
}


def pools(names: dict[str, str], race: str) -> list[str]:
    """The names to draw from for a race; for more than one race, from all of the larger pools."""
    if race in names:
        return names[race].split()
    return [name for larger in list(names.values())[:4] for name in larger.split()]
